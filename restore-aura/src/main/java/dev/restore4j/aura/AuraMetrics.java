package dev.restore4j.aura;

import dev.restore4j.aura.AuraTransport.Submitted;
import dev.restore4j.aura.http.MetricsSource;
import dev.restore4j.aura.wire.Hosts;
import dev.restore4j.aura.wire.Replies;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.spi.Urgency;
import dev.restore4j.verify.CheckContext;
import java.io.IOException;
import java.net.URI;

/**
 * Metrics from where the instance says that they are ({@code metrics_integration_url}), opened by a token of the API, as Aura
 * documents it: "Customer Metrics Integration", OAuth 2 with the token URL of the API.
 */
final class AuraMetrics implements MetricsSource {

    private static final String LABEL = "GET metrics_integration_url";

    private final AuraAccount account;

    AuraMetrics(AuraAccount account) {
        this.account = account;
    }

    @Override
    public String fetch(CheckContext context) throws IOException, InterruptedException {
        URI address = address(context);
        Submitted submitted = account.transport().readElsewhere(address, LABEL, context.left());
        if (submitted.reply() instanceof Silence silence) {
            throw new IOException(silence.what());
        }
        Answer answer = (Answer) submitted.reply();
        if (answer.isSuccess() && answer.fault() == null) {
            return answer.body();
        }
        String seen = "The metrics endpoint answered " + answer.status();
        if (answer.refusesAccess()) {
            throw new AccessException(
                    seen + " with a fresh token. Give the user of " + account.name()
                            + " the role Metrics Reader, or make"
                            + " this check with a client whose key's user has it.",
                    null,
                    answer.requestId(),
                    null);
        }
        if (answer.status() == 429) {
            throw Replies.unavailable(
                    answer, "The metrics endpoint", context.time().now());
        }
        if (answer.isSuccess() || answer.isPassing() || answer.status() == 404) {
            throw new IOException(seen
                    + (answer.fault() == null ? "" : ", but " + answer.fault().words()));
        }
        throw new ProtocolException(seen + ". Check the instance's metrics URL.", null, answer.requestId(), null);
    }

    private URI address(CheckContext context) throws InterruptedException {
        String id = context.target().substring(InstanceTarget.reference("").length());
        Reading reading = account.read(ApiCall.createdInstance(id), Urgency.of(Urgency.Rank.WATCH));
        AuraInstance seen = AuraInstance.of(account, id, reading);
        boolean ours = CreatedInstance.operationIn(seen.name())
                .filter(operation -> operation.value().equals(context.operation()))
                .isPresent();
        if (!ours && !account.transport().rules().allows(id)) {
            throw rejected("not-allowed", "This client may not touch instance " + id + ". Name it in allowOnly(...).");
        }
        URI address = seen.metricsUrl()
                .orElseThrow(() -> rejected(
                        "no-metrics",
                        "Aura states no address of metrics for instance " + id + " (" + seen.type()
                                + "). It is documented"
                                + " for business-critical, enterprise-db and enterprise-ds: leave this check out."));
        if (!Hosts.mayGetToken(address)) {
            throw rejected(
                    "metrics-elsewhere",
                    "The metrics of instance " + id + " are at " + address.getHost()
                            + ", which is no HTTPS address of neo4j.io. The token was not sent there.");
        }
        return address;
    }

    private static RestoreRejectedException rejected(String code, String message) {
        return new RestoreRejectedException(code, message, null, null);
    }
}
