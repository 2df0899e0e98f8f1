package dev.restore4j.aura.bolt;

import dev.restore4j.verify.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a query should return. Values are Java's: {@code Long}, {@code Double}, {@code String}, {@code Boolean}, {@code List},
 * {@code Map}, and those of {@code java.time}. Immutable; thread-safe as far as a predicate is.
 *
 * <p>No more rows are read than are needed to tell. A row that is missing, or a value that is another, is a failure. A query that
 * does not return what is expected at all, such as two columns where one value is, is inconclusive: the query is wrong, not the
 * data.
 */
public final class Expect {

    private static final int ROWS = 1_000;
    private static final int SHOWN = 200;

    private final String description;
    private final int rows;
    private final Function<List<Map<String, Object>>, Verdict> judge;

    private Expect(String description, int rows, Function<List<Map<String, Object>>, Verdict> judge) {
        this.description = description;
        this.rows = rows;
        this.judge = judge;
    }

    /**
     * {@return one row with one value, which is this}
     *
     * @param expected a value; numbers are compared as numbers, whatever their types
     */
    public static Expect value(Object expected) {
        Objects.requireNonNull(expected, "expected");
        return satisfies(shown(expected), found -> isSame(expected, found));
    }

    /**
     * {@return one row with one number, which is this or more}
     *
     * @param least the smallest number that passes
     */
    public static Expect atLeast(long least) {
        return number("at least " + least, number -> number.doubleValue() >= least);
    }

    /**
     * {@return one row with one number, which is this or less}
     *
     * @param most the largest number that passes
     */
    public static Expect atMost(long most) {
        return number("at most " + most, number -> number.doubleValue() <= most);
    }

    /**
     * {@return one row with one value, which is as described}
     *
     * @param description what is expected, such as "a date of this year"
     * @param predicate tells of a value, which is never null, whether it is; if it throws, the check is inconclusive
     */
    public static Expect satisfies(String description, Predicate<Object> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return new Expect(
                description,
                2,
                rows -> single(description, rows, found -> {
                    String evidence = shown(found);
                    return predicate.test(found) ? Verdict.passed(evidence) : unlike(description, evidence);
                }));
    }

    /**
     * {@return rows that are as described}
     *
     * @param description what is expected
     * @param predicate tells of all rows, at most 1,000, whether they are; where there are more, the check is inconclusive
     */
    public static Expect rows(String description, Predicate<List<Map<String, Object>>> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return new Expect(description, ROWS + 1, rows -> {
            if (rows.size() > ROWS) {
                return Verdict.inconclusive("The query returns more than 1,000 rows. Let it count or limit them.");
            }
            String evidence = rows.size() + " rows";
            return predicate.test(rows) ? Verdict.passed(evidence) : unlike(description, evidence);
        });
    }

    /** {@return no row} */
    public static Expect noRows() {
        return new Expect(
                "no row", 1, rows -> rows.isEmpty() ? Verdict.passed("no row") : unlike("no row", shown(rows.get(0))));
    }

    /** {@return at least one row} */
    public static Expect anyRow() {
        return new Expect(
                "a row", 1, rows -> rows.isEmpty() ? unlike("a row", "no row") : Verdict.passed(shown(rows.get(0))));
    }

    /** {@return how many rows are read at most} */
    int limit() {
        return rows;
    }

    Verdict judge(List<Map<String, Object>> found) {
        return judge.apply(found);
    }

    private static Expect number(String description, Predicate<Number> predicate) {
        return new Expect(
                description,
                2,
                rows -> single(description, rows, found -> {
                    if (!(found instanceof Number number)) {
                        return Verdict.inconclusive("The query returns no number but " + shown(found) + ".");
                    }
                    return predicate.test(number) ? Verdict.passed(shown(found)) : unlike(description, shown(found));
                }));
    }

    private static Verdict single(String description, List<Map<String, Object>> rows, Function<Object, Verdict> judge) {
        if (rows.isEmpty()) {
            return unlike(description, "no row");
        }
        if (rows.size() > 1) {
            return Verdict.inconclusive(
                    "The query returns several rows, and one is expected. Let it count or limit them.");
        }
        Map<String, Object> row = rows.get(0);
        if (row.size() != 1) {
            return Verdict.inconclusive(
                    "The query returns the columns " + row.keySet() + ", and one value is expected.");
        }
        Object value = row.values().iterator().next();
        return value == null ? unlike(description, "null") : judge.apply(value);
    }

    private static boolean isSame(@Nullable Object expected, @Nullable Object found) {
        if (expected instanceof Number one && found instanceof Number other) {
            boolean whole = isWhole(one) && isWhole(other);
            return whole ? one.longValue() == other.longValue() : one.doubleValue() == other.doubleValue();
        }
        if (expected instanceof List<?> one && found instanceof List<?> other) {
            return one.size() == other.size()
                    && IntStream.range(0, one.size()).allMatch(i -> isSame(one.get(i), other.get(i)));
        }
        if (expected instanceof Map<?, ?> one && found instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.entrySet().stream().allMatch(entry -> isSame(entry.getValue(), other.get(entry.getKey())));
        }
        return Objects.deepEquals(expected, found);
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private static Verdict unlike(String description, String evidence) {
        return Verdict.failed("Expected " + description + ", found " + evidence + ".", evidence);
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    @Override
    public String toString() {
        return description;
    }
}
