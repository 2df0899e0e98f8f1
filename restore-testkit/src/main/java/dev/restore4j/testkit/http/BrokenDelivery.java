package dev.restore4j.testkit.http;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.restore4j.testkit.wire.Delivery;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Gives the responses for which that was planned a body that does not end as it should. */
final class BrokenDelivery implements ResponseTransformerV2 {

    private final CountDownLatch closed;
    private final Map<UUID, Delivery> planned = new ConcurrentHashMap<>();

    BrokenDelivery(CountDownLatch closed) {
        this.closed = closed;
    }

    void plan(UUID serveEvent, Delivery delivery) {
        planned.put(serveEvent, delivery);
    }

    @Override
    public String getName() {
        return "fake-aura-broken-delivery";
    }

    @Override
    public Response transform(Response response, ServeEvent serveEvent) {
        Delivery delivery = planned.remove(serveEvent.getId());
        if (delivery == null) {
            return response;
        }
        byte[] body = response.getBody();
        return Response.Builder.like(response)
                .but()
                .body(() -> new BrokenBody(body, delivery, closed))
                .build();
    }
}
