package dev.restore4j.testkit.fault;

import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.wire.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Faults with probabilities, for sweeps. Which fault a request meets depends only on (seed, method, path template, ordinal
 * of the request on its path), never on when it arrives or through which door. Immutable.
 */
public final class FaultMix {

    private final long seed;
    private final List<Share> shares;

    private FaultMix(long seed, List<Share> shares) {
        this.seed = seed;
        this.shares = List.copyOf(shares);
    }

    /**
     * No faults yet.
     *
     * @param seed of the draws
     * @return an empty mix
     */
    public static FaultMix none(long seed) {
        return new FaultMix(seed, List.of());
    }

    /**
     * A mix that is itself drawn: about a third of all faults, each with 0.5 to 6.5 percent.
     *
     * @param seed of the mix and of its draws
     * @return the mix
     */
    public static FaultMix seeded(long seed) {
        Draw draw = Draw.of(seed).at("mix");
        FaultMix mix = none(seed);
        for (Fault fault : all()) {
            Draw own = draw.at(fault);
            if (own.at("in").fraction() < 0.33) {
                mix = mix.with(fault, 0.005 + 0.06 * own.at("share").fraction());
            }
        }
        return mix;
    }

    /** {@return one of each kind of fault} */
    public static List<Fault> all() {
        return List.of(
                Fault.unauthorized(),
                Fault.tokenExpired(),
                Fault.tooManyRequests(),
                Fault.tooManyRequests(Duration.ofSeconds(5)),
                Fault.tooManyRequestsUntil(Duration.ofSeconds(20)),
                Fault.serverError(500),
                Fault.serverError(503),
                Fault.gatewayError(502),
                Fault.gatewayError(504),
                Fault.serverErrorAfterWork(500),
                Fault.serverErrorAfterWork(504),
                Fault.stall(),
                Fault.stallAfterWork(),
                Fault.stallInBody(),
                Fault.connectRefused(),
                Fault.reset(),
                Fault.answerLost(),
                Fault.cutShort(),
                Fault.notJson(),
                Fault.endlessBody(),
                Fault.hugeBody(),
                Fault.unknownStatus("recalibrating"),
                Fault.notFoundBlip(),
                Fault.staleRunning(Duration.ofSeconds(45)),
                Fault.loadingFailed(),
                Fault.statesSkipped(),
                Fault.statesHidden(),
                Fault.someoneElseRestores(),
                Fault.dayBorderShifted(Duration.ofHours(8)),
                Fault.snapshotFailed(),
                Fault.slowSnapshot(Duration.ofMinutes(25)),
                Fault.snapshotQuotaExceeded(),
                Fault.snapshotNotAllowed());
    }

    /**
     * The same with one fault more.
     *
     * @param fault which
     * @param probability of each request that it suits, from 0 to 1; together at most 1
     * @return the changed mix
     */
    public FaultMix with(Fault fault, double probability) {
        List<Share> more = new ArrayList<>(shares);
        more.add(new Share(fault, probability));
        return new FaultMix(seed, more);
    }

    /** The fault of one request. */
    Optional<Fault> draw(Endpoint endpoint, int ordinal) {
        double left = Draw.of(seed)
                .at(endpoint.method())
                .at(endpoint.template())
                .at(ordinal)
                .fraction();
        for (Share share : shares) {
            if (share.fault().suits(endpoint)) {
                left -= share.probability();
                if (left < 0) {
                    return Optional.of(share.fault());
                }
            }
        }
        return Optional.empty();
    }

    /** {@return the faults and their shares} */
    @Override
    public String toString() {
        return "FaultMix " + seed + shares;
    }

    private record Share(Fault fault, double probability) {}
}
