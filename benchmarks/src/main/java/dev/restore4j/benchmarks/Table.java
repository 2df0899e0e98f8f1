package dev.restore4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of results, printed as Markdown. Not thread-safe. */
final class Table {

    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, but " + cells.length + " cells");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Double number ? number(number) : String.valueOf(cell));
        }
        rows.add(List.copyOf(row));
        return this;
    }

    /** Adds what must be known to read the numbers. */
    Table note(String text) {
        notes.add(text);
        return this;
    }

    List<List<String>> rows() {
        return List.copyOf(rows);
    }

    String title() {
        return title;
    }

    /** {@return a number with as many digits as one wants to compare} */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("### " + title + "\n\n");
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---|").append("---:|".repeat(columns.size() - 1)).append('\n');
        rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        notes.forEach(note -> text.append('\n').append(note).append('\n'));
        return text.toString();
    }
}
