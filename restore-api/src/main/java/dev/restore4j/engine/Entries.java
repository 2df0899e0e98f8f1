package dev.restore4j.engine;

import dev.restore4j.engine.Standing.Trace;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.Verification;
import dev.restore4j.spi.Account;
import dev.restore4j.spi.SubmissionAnswer.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Journal entries, written and read. */
final class Entries {

    /** The code of an end that a person stated. */
    static final String ATTESTED_NOT_OVERWRITTEN = "attested-not-overwritten";

    private Entries() {}

    static JournalEntry confirmed(Terms terms, @Nullable Account account, Instant now) {
        Map<String, String> data = terms.toData();
        if (account != null) {
            data.put("account.address", account.address());
            data.put("account.client", account.client());
        }
        return entry(EntryType.CONFIRMED, now, data);
    }

    /** {@return the account of an operation's first entry; null where it has none, as older ones do not} */
    static @Nullable Account account(JournalEntry confirmed) {
        String client = confirmed.value("account.client").orElse("an unknown one");
        return confirmed
                .value("account.address")
                .map(address -> Account.of(address, () -> client))
                .orElse(null);
    }

    static JournalEntry takenOver(Instant now, long process) {
        return entry(EntryType.TAKEN_OVER, now, Map.of("process", Long.toString(process)));
    }

    static JournalEntry cancelRequested(Instant now, String by) {
        return entry(EntryType.CANCEL_REQUESTED, now, Map.of("by", by));
    }

    /** The work that an uninterrupted preparation has done, in milliseconds: a confirmation does not expire for it. */
    private static final String WORKED = "worked";

    static JournalEntry preparing(Instant now, Duration worked) {
        return entry(EntryType.PREPARING, now, Map.of(WORKED, Long.toString(worked.toMillis())));
    }

    static JournalEntry prepared(Instant now, Duration worked, String message) {
        return entry(EntryType.PREPARED, now, Map.of(WORKED, Long.toString(worked.toMillis()), "message", message));
    }

    /** {@return the same entry, which says how long was worked until then} */
    static JournalEntry worked(JournalEntry entry, Duration worked) {
        Map<String, String> data = new TreeMap<>(entry.data());
        data.put(WORKED, Long.toString(worked.toMillis()));
        return new JournalEntry(entry.type(), entry.at(), entry.effect(), data);
    }

    static boolean saysWhatWasWorked(JournalEntry entry) {
        return entry.value(WORKED).isPresent();
    }

    static Duration worked(JournalEntry entry) {
        return Duration.ofMillis(entry.value(WORKED).map(Long::parseLong).orElse(0L));
    }

    static JournalEntry safeguarding(Instant now) {
        return entry(EntryType.SAFEGUARDING, now, Map.of());
    }

    static JournalEntry safetyStarted(Instant now, String snapshot) {
        return entry(EntryType.SAFETY_STARTED, now, Map.of("snapshot", snapshot));
    }

    static JournalEntry safeguarded(Instant now, String snapshot, Instant takenAt) {
        return entry(EntryType.SAFEGUARDED, now, Map.of("snapshot", snapshot, "takenAt", takenAt.toString()));
    }

    static JournalEntry notSafeguarded(Instant now, String code, String message) {
        return entry(EntryType.NOT_SAFEGUARDED, now, Map.of("code", code, "message", message));
    }

    static JournalEntry noted(Instant now, String key, String text) {
        return entry(EntryType.NOTED, now, Map.of("key", key, "text", text));
    }

    /** {@return a good end, as what is looked at before it is one} */
    static JournalEntry verifying(JournalEntry completed) {
        return entry(EntryType.VERIFYING, completed.at(), completed.data());
    }

    /** The note that says until when nobody can have worked with the restored data. */
    static final String BUSY_UNTIL = "busy-until";

    /** {@return the same entry, with that note} */
    static JournalEntry attended(JournalEntry verifying, Instant busyAt) {
        Map<String, String> data = new TreeMap<>(verifying.data());
        data.put(BUSY_UNTIL, busyAt.toString());
        return entry(EntryType.VERIFYING, verifying.at(), data);
    }

    /** {@return an end, as what is certain and not yet written} */
    static JournalEntry concluding(JournalEntry end) {
        Map<String, String> data = new TreeMap<>(end.data());
        data.put("end", end.type());
        return entry(EntryType.CONCLUDING, end.at(), data);
    }

    /** {@return the end that a concluding entry holds} */
    static JournalEntry concluded(JournalEntry concluding) {
        Map<String, String> data = new TreeMap<>(concluding.data());
        String end = data.remove("end");
        return entry(EntryType.of(end == null ? "" : end), concluding.at(), data);
    }

    /** {@return the end of a restore that was looked at} */
    static JournalEntry verified(Instant now, Proof proof, Verification verification) {
        boolean failed = verification.status() == Verification.Status.FAILED;
        Ending ending = failed
                ? new Ending(
                        "verification-failed",
                        "The restore took place, and a check found something wrong: "
                                + VerificationData.failures(verification) + ".",
                        Ending.Kind.FAILED,
                        null)
                : new Ending("completed", "The target runs again.", Ending.Kind.NONE, null);
        Map<String, String> data = data(ending);
        data.put("proof", proof.name());
        VerificationData.put(verification, data);
        return entry(failed ? EntryType.VERIFICATION_FAILED : EntryType.COMPLETED, now, data);
    }

    /** The word of an intent whose act leaves a trace: what became of it is found there by a process with the plan. */
    private static final String TRACED = "traced";

    static JournalEntry submitting(Instant now, int attempt) {
        return entry(EntryType.SUBMITTING, now, Map.of("attempt", Integer.toString(attempt)));
    }

    /** {@return the same intent, of an act that leaves a trace} */
    static JournalEntry traced(JournalEntry submitting) {
        Map<String, String> data = new TreeMap<>(submitting.data());
        data.put(TRACED, "yes");
        return entry(EntryType.SUBMITTING, submitting.at(), data);
    }

    static Trace trace(JournalEntry submitting) {
        return submitting.value(TRACED).isPresent() ? Trace.KEPT : Trace.NONE;
    }

    /** The word of a request that was taken over before that was known: when, at the latest. */
    static final String ACCEPTED_AT = "acceptedAt";

    static JournalEntry accepted(Instant now, dev.restore4j.spi.SubmissionAnswer.Accepted answer) {
        Map<String, String> data = new TreeMap<>();
        data.put("word", answer.word());
        put(data, "created", answer.created());
        put(data, "requestId", answer.requestId());
        put(data, "change", answer.change() == Change.SEEN ? "seen" : null);
        Instant at = answer.at();
        put(data, ACCEPTED_AT, at == null ? null : at.toString());
        return entry(EntryType.ACCEPTED, now, data);
    }

    static JournalEntry changeSeen(Instant now, dev.restore4j.spi.Observation seen) {
        Map<String, String> data = new TreeMap<>();
        data.put("word", seen.word());
        put(data, "created", seen.created());
        put(data, "requestId", seen.requestId());
        return entry(EntryType.CHANGE_SEEN, now, data);
    }

    static JournalEntry attested(Instant now, dev.restore4j.operation.Attestation attestation) {
        return entry(
                EntryType.ATTESTED, now, Map.of("by", attestation.by().name(), "evidence", attestation.evidence()));
    }

    static JournalEntry completed(Instant now, Proof proof, Ending ending) {
        Map<String, String> data = data(ending);
        data.put("proof", proof.name());
        return entry(EntryType.COMPLETED, now, data);
    }

    static JournalEntry ended(EntryType type, Instant now, Ending ending) {
        return entry(type, now, data(ending));
    }

    static Ending ending(JournalEntry entry) {
        return new Ending(
                entry.value("code").orElse("none"),
                entry.value("message").orElse(""),
                JournalWord.of(Ending.Kind.class, "kind", entry.value("kind").orElse(Ending.Kind.NONE.name())),
                entry.value("requestId").orElse(null));
    }

    static @Nullable Proof proof(JournalEntry entry) {
        return entry.value("proof")
                .map(word -> JournalWord.of(Proof.class, "proof", word))
                .orElse(null);
    }

    private static Map<String, String> data(Ending ending) {
        Map<String, String> data = new TreeMap<>();
        data.put("code", ending.code());
        data.put("message", ending.message());
        data.put("kind", ending.kind().name());
        put(data, "requestId", ending.requestId());
        return data;
    }

    private static void put(Map<String, String> data, String key, @Nullable String value) {
        if (value != null) {
            data.put(key, value);
        }
    }

    private static JournalEntry entry(EntryType type, Instant now, Map<String, String> data) {
        return new JournalEntry(type.word(), now, effect(type, data), data);
    }

    /** What provably did nothing releases its name. What a person says is no proof: under that name, nothing is sent again. */
    private static Effect effect(EntryType type, Map<String, String> data) {
        boolean proven = !ATTESTED_NOT_OVERWRITTEN.equals(data.get("code"));
        boolean inVain = type == EntryType.CANCELLED || (type == EntryType.REJECTED && proven);
        return inVain ? Effect.RELEASES : type.effect();
    }
}
