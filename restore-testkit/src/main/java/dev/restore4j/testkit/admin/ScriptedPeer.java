package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.AdminFault.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A Console that lets everything succeed, but for what the fault of the run says. */
final class ScriptedPeer implements UploadPeer {

    private static final String PLACE = "http://127.0.0.1:9/upload";

    private final Deque<String> statuses = new ArrayDeque<>(List.of("running", "loading", "loading", "running"));
    private final Mischief mischief;
    private final boolean amazon;
    private Optional<AdminFault> answer;

    ScriptedPeer(Mischief mischief) {
        this.mischief = mischief;
        answer = mischief.find(Kind.ANSWER);
        amazon = answer.filter(each -> each.value(0).equals(UploadStep.PARTS.name()))
                .isPresent();
        mischief.find(Kind.LOAD_STATUS).ifPresent(each -> {
            statuses.clear();
            boolean neverStarts = each.value(0).equals("running");
            List<String> words = neverStarts ? List.of("running") : List.of("loading", each.value(0));
            words.forEach(
                    word -> statuses.add(each.value(1).isEmpty() ? word : word + "\",\"Error\":" + each.value(1)));
        });
    }

    /** An answer that is a fault comes once: what the tool tries again succeeds. */
    @Override
    public Reply ask(UploadStep step, Request request) {
        if (answer.filter(each -> each.value(0).equals(step.name())).isPresent()) {
            AdminFault fault = answer.get();
            answer = Optional.empty();
            mischief.strike();
            return Reply.of(Integer.parseInt(fault.value(1)), fault.value(2));
        }
        return switch (step) {
            case AUTHENTICATE -> Reply.of(200, "{\"Token\":\"scripted\"}");
            case INITIATE ->
                Reply.of(
                        202,
                        "{\"SignedURI\":\"" + PLACE + "\",\"SignedLinks\":[\"" + PLACE
                                + "\"],\"UploadID\":\"up-1\",\"TotalParts\":1,\"Provider\":\""
                                + (amazon ? "AWS" : "GCP") + "\"}");
            case START -> new Reply(201, "", PLACE, "");
            case PUT ->
                request.headers().getOrDefault("Content-Range", "").startsWith("bytes */")
                        ? Reply.of(308, "")
                        : Reply.of(200, "");
            case PARTS -> Reply.of(200, "{\"Parts\":[],\"UploadID\":\"up-1\",\"Provider\":\"AWS\"}");
            case STATUS -> Reply.of(200, status());
            default -> Reply.of(200, "");
        };
    }

    private String status() {
        mischief.find(Kind.LOAD_STATUS).ifPresent(each -> mischief.strike());
        String next = statuses.size() > 1 ? statuses.remove() : statuses.element();
        return "{\"Status\":\"" + next + (next.contains("\"Error\":") ? "}" : "\"}");
    }
}
