package dev.restore4j.testkit.http;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Gate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Answers WireMock's requests from the model, and maps deliveries to what WireMock can do. */
final class ModelTransformer implements ResponseDefinitionTransformerV2 {

    static final String NAME = "fake-aura";

    private final Gate gate;
    private final BrokenDelivery broken;
    private final CountDownLatch closed;

    ModelTransformer(Gate gate, BrokenDelivery broken, CountDownLatch closed) {
        this.gate = gate;
        this.broken = broken;
        this.closed = closed;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent serveEvent) {
        AuraAnswer answer = gate.answer(arrived(serveEvent.getRequest()));
        switch (answer.delivery().mode()) {
            case CUT_SHORT, STALLED_IN_BODY, ENDLESS -> broken.plan(serveEvent.getId(), answer.delivery());
            default -> {}
        }
        return delivered(answer);
    }

    private static AuraRequest arrived(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key(), header.firstValue());
        }
        return new AuraRequest(
                request.getMethod().getName(), URI.create(request.getUrl()), headers, request.getBodyAsString());
    }

    private ResponseDefinition delivered(AuraAnswer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder();
        switch (answer.delivery().mode()) {
            case STALLED -> {
                BrokenBody.waitUntilClosed(closed);
                return response.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
            }
            case REFUSED, RESET -> {
                return response.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
            }
            case CUT_SHORT -> response.withHeader("Content-Length", String.valueOf(body.length));
            case STALLED_IN_BODY, ENDLESS -> {}
            case WHOLE -> {}
        }
        response.withBody(body);
        response.withStatus(answer.status());
        answer.headers().forEach(response::withHeader);
        return response.build();
    }
}
