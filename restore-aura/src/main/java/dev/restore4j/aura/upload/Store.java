package dev.restore4j.aura.upload;

import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.UserAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * The store behind signed addresses. Nobody's token goes there: whoever has an address may write. For the sending thread.
 */
final class Store {

    private final Exchange exchange;
    private final BenchTime time;
    private final VerifiedFile file;
    private final Gauge gauge;

    Store(Exchange exchange, BenchTime time, VerifiedFile file, Gauge gauge) {
        this.exchange = exchange.on(time).lasting(StoreFlight.STANDSTILL);
        this.time = time;
        this.file = file;
        this.gauge = gauge;
    }

    /** HTTP/1.1 whatever the client prefers: parts that share a connection share its window. */
    private static HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .header("User-Agent", UserAgent.VALUE);
    }

    /** {@return the answer to opening a session; the empty header is one of those that the address was signed with} */
    Reply open(URI address) throws InterruptedException {
        HttpRequest request = to(address)
                .header("x-goog-resumable", "start")
                .header("Content-Type", "")
                .POST(BodyPublishers.noBody())
                .build();
        return exchange.send(request, "POST session of the store").orInterrupted();
    }

    /** {@return the answer to how much a session has} */
    Reply position(URI session) throws InterruptedException {
        HttpRequest request = to(session)
                .header("Content-Range", "bytes */" + file.size())
                .PUT(BodyPublishers.noBody())
                .build();
        return exchange.send(request, "PUT position of the store").orInterrupted();
    }

    /** {@return the rest of the file, or all of it, on the way to a session} */
    StoreFlight sendRest(URI session, long from) {
        HttpRequest.Builder request = to(session);
        if (from > 0) {
            request.header("Content-Range", "bytes " + from + "-" + (file.size() - 1) + "/" + file.size());
        }
        return start(0, session, request, new FileRegion.Range(from, file.size() - from));
    }

    /** {@return a part on its way} */
    StoreFlight sendPart(int number, URI link, FileRegion.Range range) {
        return start(number, link, to(link), range);
    }

    private StoreFlight start(int number, URI address, HttpRequest.Builder request, FileRegion.Range range) {
        FileRegion region = new FileRegion(file.path(), range, time, gauge::count);
        HttpRequest sent = request.PUT(region).build();
        return new StoreFlight(number, address, exchange.start(sent), region);
    }
}
