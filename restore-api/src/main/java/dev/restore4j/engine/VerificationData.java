package dev.restore4j.engine;

import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Verification;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckResult;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What checks found, in an entry of the journal. */
final class VerificationData {

    private static final String PREFIX = "check.";

    private VerificationData() {}

    static void put(Verification verification, Map<String, String> data) {
        int number = 1;
        for (CheckResult result : verification.results()) {
            String key = key(number++);
            data.put(key + "name", result.check());
            data.put(key + "level", result.level().name());
            data.put(key + "subject", result.subject().name());
            data.put(key + "outcome", result.outcome().name());
            data.put(key + "reason", result.verdict().reason());
            data.put(key + "evidence", result.verdict().evidence());
            data.put(key + "took", result.took().toString());
        }
    }

    static Verification of(JournalEntry entry) {
        List<CheckResult> results = new ArrayList<>();
        for (int number = 1; entry.value(key(number) + "name").isPresent(); number++) {
            String key = key(number);
            Verdict verdict = new Verdict(
                    word(Outcome.class, entry, key + "outcome"),
                    text(entry, key + "reason"),
                    text(entry, key + "evidence"),
                    Again.POINTLESS);
            results.add(new CheckResult(
                    text(entry, key + "name"),
                    word(CheckLevel.class, entry, key + "level"),
                    word(CheckSubject.class, entry, key + "subject"),
                    verdict,
                    Duration.parse(text(entry, key + "took"))));
        }
        return Verification.of(results);
    }

    static String failures(Verification verification) {
        return verification.results().stream()
                .filter(result -> result.outcome() == Outcome.FAILED)
                .map(result -> result.check() + " (" + result.verdict().reason() + ")")
                .collect(Collectors.joining("; "));
    }

    private static String key(int number) {
        return PREFIX + String.format(Locale.ROOT, "%03d.", number);
    }

    private static <E extends Enum<E>> E word(Class<E> type, JournalEntry entry, String key) {
        return JournalWord.of(type, key, text(entry, key));
    }

    private static String text(JournalEntry entry, String key) {
        return entry.value(key).orElse("");
    }
}
