package dev.restore4j.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.wire.AuraRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FaultMixTest {

    @Test
    void theSameSeedDrawsTheSameFaultsAndAnotherSeedOthers() {
        assertThat(draws(FaultMix.seeded(5))).isEqualTo(draws(FaultMix.seeded(5)));
        assertThat(draws(FaultMix.seeded(5))).isNotEqualTo(draws(FaultMix.seeded(6)));
    }

    @Test
    void aDrawDoesNotDependOnTheOrderOfArrival() {
        List<AuraRequest> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            requests.add(get("/v1/instances/aaaaaaaa"));
            requests.add(get("/v1/instances/bbbbbbbb"));
            requests.add(get("/v1/instances"));
        }
        List<AuraRequest> shuffled = new ArrayList<>(requests);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(drawnByPath(requests)).isEqualTo(drawnByPath(shuffled));
    }

    @Test
    void aFaultIsDrawnAboutAsOftenAsStatedAndOnlyWhereItSuits() {
        FaultMix mix = FaultMix.none(1).with(Fault.staleRunning(Duration.ofSeconds(9)), 0.25);
        long struck = 0;
        for (int i = 0; i < 4000; i++) {
            struck += mix.draw(Endpoint.RESTORE, i).isPresent() ? 1 : 0;
            assertThat(mix.draw(Endpoint.GET_INSTANCE, i)).isEmpty();
        }
        assertThat(struck).isBetween(900L, 1100L);
    }

    @Test
    void seedsMixEveryKindOfFault() {
        Set<String> mixed = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            String text = FaultMix.seeded(seed).toString();
            FaultMix.all().stream()
                    .map(Fault::toString)
                    .filter(name -> text.contains("fault=" + name + ","))
                    .forEach(mixed::add);
        }
        assertThat(mixed)
                .containsExactlyInAnyOrderElementsOf(
                        FaultMix.all().stream().map(Fault::toString).toList());
    }

    @Test
    void rulesStrikeBeforeTheMix() {
        Faults faults = new Faults();
        faults.mix(FaultMix.none(1).with(Fault.reset(), 1));
        faults.next(Fault.stall()).on("GET", "/instances");
        assertThat(faults.draw(get("/v1/instances")).map(Fault::toString)).contains("stall");
        assertThat(faults.draw(get("/v1/instances")).map(Fault::toString)).contains("reset");
        faults.clear();
        assertThat(faults.draw(get("/v1/instances"))).isEmpty();
    }

    private static Map<String, List<String>> drawnByPath(List<AuraRequest> requests) {
        Faults faults = new Faults();
        faults.mix(FaultMix.none(3).with(Fault.reset(), 0.3).with(Fault.stall(), 0.3));
        Map<String, List<String>> drawn = new TreeMap<>();
        for (AuraRequest request : requests) {
            String fault = faults.draw(request).map(Fault::toString).orElse("-");
            drawn.computeIfAbsent(request.path(), path -> new ArrayList<>()).add(fault);
        }
        return drawn;
    }

    private static List<String> draws(FaultMix mix) {
        List<String> draws = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            for (int i = 0; i < 100; i++) {
                draws.add(mix.draw(endpoint, i).map(Fault::toString).orElse("-"));
            }
        }
        return draws;
    }

    private static AuraRequest get(String path) {
        return new AuraRequest("GET", URI.create(path), Map.of(), "");
    }
}
