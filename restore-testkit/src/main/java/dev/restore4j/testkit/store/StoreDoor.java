package dev.restore4j.testkit.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/** Answers the requests to both stores, and writes down what happened. */
final class StoreDoor implements HttpHandler {

    private final AddressBook book;
    private final StoreSettings settings;
    private final StoreFaults faults;
    private final TimeSource time;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<StoreRequest> requests = new ArrayList<>();

    StoreDoor(AddressBook book, StoreSettings settings, StoreFaults faults, TimeSource time) {
        this.book = book;
        this.settings = settings;
        this.faults = faults;
        this.time = time;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        Instant at = time.now();
        try (http) {
            StoreExchange exchange = new StoreExchange(http, book, settings);
            Optional<StoreFault> fault = faults.draw(exchange.asked(), exchange.part());
            StoreAnswer answer = StoreAnswer.NONE;
            try {
                answer = exchange.work(fault);
            } finally {
                record(http, exchange, answer(answer, fault), new Noted(at, fault));
            }
            if (IntakePlan.is(fault, StoreFault.Kind.STALL) || IntakePlan.is(fault, StoreFault.Kind.STALL_AFTER_WORK)) {
                closed.await();
            } else {
                send(http, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static StoreAnswer answer(StoreAnswer answer, Optional<StoreFault> fault) {
        boolean stalled =
                IntakePlan.is(fault, StoreFault.Kind.STALL) || IntakePlan.is(fault, StoreFault.Kind.STALL_AFTER_WORK);
        return stalled ? StoreAnswer.NONE : answer;
    }

    private void send(HttpExchange http, StoreAnswer answer) throws IOException, InterruptedException {
        if (answer.status() == 0) {
            return;
        }
        if (!settings.latency().isZero()) {
            TimeSource.system().sleep(settings.latency());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(http.getResponseHeaders()::set);
        boolean silent = body.length == 0 || http.getRequestMethod().equals("HEAD");
        http.sendResponseHeaders(answer.status(), silent ? -1 : body.length);
        if (!silent) {
            try (OutputStream out = http.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private void record(HttpExchange http, StoreExchange exchange, StoreAnswer answer, Noted noted) {
        synchronized (requests) {
            requests.add(new StoreRequest(
                    requests.size() + 1,
                    noted.at(),
                    exchange.asked(),
                    http.getRequestMethod(),
                    http.getRequestURI().getPath(),
                    exchange.part(),
                    exchange.headers(),
                    exchange.length(),
                    exchange.crc32(),
                    answer.status() == 0 ? OptionalInt.empty() : OptionalInt.of(answer.status()),
                    noted.fault().map(StoreFault::toString)));
        }
    }

    List<StoreRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Lets go of all who are kept waiting. */
    void close() {
        closed.countDown();
    }

    private record Noted(Instant at, Optional<StoreFault> fault) {}
}
