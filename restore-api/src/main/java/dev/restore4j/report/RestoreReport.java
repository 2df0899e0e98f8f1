package dev.restore4j.report;

import dev.restore4j.operation.RestoreResult;
import java.util.List;
import java.util.Objects;

/**
 * A report: sections of labelled lines. It holds no secret. Immutable.
 *
 * @param title what it is about, in one line
 * @param sections in the order in which they are read
 */
public record RestoreReport(String title, List<Section> sections) {

    /**
     * A part of a report.
     *
     * @param key a stable word for programs
     * @param heading for people
     * @param lines in the order in which they are read; never empty
     */
    public record Section(String key, String heading, List<Line> lines) {

        /**
         * Copies the list.
         *
         * @param key a stable word for programs
         * @param heading for people
         * @param lines in the order in which they are read; never empty
         */
        public Section {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(heading, "heading");
            lines = List.copyOf(lines);
        }
    }

    /**
     * One fact.
     *
     * @param key a stable word for programs, unique in its section
     * @param label for people
     * @param value what is so, in words
     */
    public record Line(String key, String label, String value) {

        /**
         * Checks that nothing is null.
         *
         * @param key a stable word for programs, unique in its section
         * @param label for people
         * @param value what is so, in words
         */
        public Line {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Copies the list.
     *
     * @param title what it is about, in one line
     * @param sections in the order in which they are read
     */
    public RestoreReport {
        Objects.requireNonNull(title, "title");
        sections = List.copyOf(sections);
    }

    /**
     * {@return what became of a restore: what was proven and by what, the times, the data loss, what was and was not checked,
     * and what a person should do now}
     *
     * @param result the result; that of an error, too
     */
    public static RestoreReport of(RestoreResult result) {
        return new ResultReport(result).report();
    }

    /** {@return the report as text, for a terminal or a log} */
    public String toText() {
        return Renderers.text(this);
    }

    /** {@return the report as Markdown, for a ticket or a wiki} */
    public String toMarkdown() {
        return Renderers.markdown(this);
    }

    /** {@return the report as a JSON object: title, and an object for each section by its key, with its lines by theirs} */
    public String toJson() {
        return Renderers.json(this);
    }

    @Override
    public String toString() {
        return toText();
    }
}
