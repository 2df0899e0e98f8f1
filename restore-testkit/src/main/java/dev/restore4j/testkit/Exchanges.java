package dev.restore4j.testkit;

import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.Faults;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.Cause;
import dev.restore4j.testkit.model.Endpoint;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Twist;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Gate;
import dev.restore4j.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Drives the model: one request at a time, with its fault, and writes down what happened. */
final class Exchanges implements Gate {

    private final TimeSource time;
    private final AuraModel model;
    private final Faults faults;
    private final Backings backings;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<RecordedRequest> recorded = new ArrayList<>();

    Exchanges(TimeSource time, AuraModel model, Faults faults, Backings backings) {
        this.time = time;
        this.model = model;
        this.faults = faults;
        this.backings = backings;
    }

    @Override
    public AuraAnswer answer(AuraRequest request) {
        return locked(now -> {
            int ordinal = recorded.size() + 1;
            Optional<Fault> fault = faults.draw(request);
            AuraAnswer answer = fault.flatMap(present -> present.insteadOfWork(now))
                    .map(refusal -> identified(refusal, ordinal))
                    .orElseGet(() -> work(request, fault, Cause.client(now, ordinal, twist(fault))));
            record(request, now, answer, fault);
            return answer;
        });
    }

    /** Does something with the model at the present time, alone. */
    <T> T locked(Function<Instant, T> action) {
        lock.lock();
        try {
            Instant now = time.now();
            model.settle(now);
            T result = action.apply(now);
            backings.perform(model.takeEffects(), this);
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** The same, and waits for real work that it led to. */
    <T> T lockedAndReal(Function<Instant, T> action) {
        T result = locked(action);
        backings.await();
        return result;
    }

    List<RecordedRequest> recorded() {
        return locked(now -> List.copyOf(recorded));
    }

    private AuraAnswer work(AuraRequest request, Optional<Fault> fault, Cause cause) {
        if (fault.isPresent() && fault.get().letsSomeoneElseActFirst()) {
            letSomeoneElseRestore(request, cause.now());
        }
        AuraAnswer answer = model.answer(request, cause);
        return fault.isPresent() ? fault.get().afterWork(answer) : answer;
    }

    private void letSomeoneElseRestore(AuraRequest request, Instant now) {
        List<String> ids = Endpoint.of(request.method(), request.path())
                .map(endpoint -> endpoint.ids(request.path()))
                .orElse(List.of());
        if (ids.isEmpty() || !model.backstage().instances(now).contains(ids.get(0))) {
            return;
        }
        List<FakeSnapshot> snapshots = model.backstage().snapshots(ids.get(0), now);
        if (!snapshots.isEmpty()) {
            String newest = snapshots.get(snapshots.size() - 1).id();
            model.backstage().someoneElseRestores(ids.get(0), newest, now);
            model.settle(now);
        }
    }

    private AuraAnswer identified(AuraAnswer answer, int ordinal) {
        boolean fromService = answer.body().startsWith("{\"errors\"");
        return fromService ? answer.withHeader("X-Request-Id", model.requestId(ordinal)) : answer;
    }

    private void record(AuraRequest request, Instant now, AuraAnswer answer, Optional<Fault> fault) {
        boolean answered = switch (answer.delivery().mode()) {
            case STALLED, REFUSED, RESET -> false;
            default -> true;
        };
        recorded.add(new RecordedRequest(
                recorded.size() + 1,
                now,
                request.method(),
                request.path(),
                request.query(),
                redacted(request.headers()),
                request.body(),
                answered ? OptionalInt.of(answer.status()) : OptionalInt.empty(),
                Optional.ofNullable(answer.headers().get("X-Request-Id")),
                fault.map(Fault::toString)));
    }

    private static Map<String, String> redacted(Map<String, String> headers) {
        Map<String, String> safe = new TreeMap<>(headers);
        safe.computeIfPresent("authorization", (name, value) -> value.split(" ", 2)[0] + " [redacted]");
        return Map.copyOf(safe);
    }

    private static Twist twist(Optional<Fault> fault) {
        return fault.map(Fault::twist).orElse(Twist.NONE);
    }
}
