package dev.restore4j.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.report.RestoreReport.Line;
import dev.restore4j.report.RestoreReport.Section;

/** The ways to write a report down. */
final class Renderers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Renderers() {}

    static String text(RestoreReport report) {
        StringBuilder text = new StringBuilder(report.title()).append('\n');
        for (Section section : report.sections()) {
            text.append('\n').append(section.heading()).append('\n');
            int width = section.lines().stream()
                    .mapToInt(line -> line.label().length())
                    .max()
                    .orElse(0);
            for (Line line : section.lines()) {
                String indent = " ".repeat(width + 4);
                text.append("  ")
                        .append(line.label())
                        .append(" ".repeat(width - line.label().length() + 2))
                        .append(line.value().replace("\n", "\n" + indent))
                        .append('\n');
            }
        }
        return text.toString();
    }

    static String markdown(RestoreReport report) {
        StringBuilder text =
                new StringBuilder("# ").append(escaped(report.title())).append('\n');
        for (Section section : report.sections()) {
            text.append("\n## ").append(escaped(section.heading())).append("\n\n");
            for (Line line : section.lines()) {
                text.append("- **").append(escaped(line.label())).append(":** ");
                text.append(escaped(line.value()).replace("\n", "  \n  ")).append('\n');
            }
        }
        return text.toString();
    }

    /** Names of instances may hold anything, and must not become markup. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\\`*_[]<>#|".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    static String json(RestoreReport report) {
        ObjectNode root = JSON.createObjectNode().put("title", report.title());
        for (Section section : report.sections()) {
            ObjectNode lines = root.putObject(section.key());
            section.lines().forEach(line -> lines.put(line.key(), line.value()));
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text can always be written as JSON", e);
        }
    }
}
