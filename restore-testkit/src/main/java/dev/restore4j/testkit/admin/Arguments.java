package dev.restore4j.testkit.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a command, taken apart as the tool's parser does. */
final class Arguments {

    private final Map<String, String> options = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private Arguments() {}

    static Arguments of(Usage usage, List<String> values) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (!value.startsWith("-")) {
                arguments.names.add(value);
                continue;
            }
            int equals = value.indexOf('=');
            String name = equals < 0 ? value : value.substring(0, equals);
            Usage.Kind kind = usage.options().get(name);
            if (kind == null) {
                arguments.unknown.add(value);
            } else if (equals >= 0) {
                arguments.options.put(name, value.substring(equals + 1));
            } else if (kind == Usage.Kind.FLAG) {
                arguments.options.put(name, "true");
            } else if (++i < values.size()) {
                arguments.options.put(name, values.get(i));
            }
        }
        return arguments;
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean flag(String name) {
        return option(name).filter("true"::equals).isPresent();
    }

    List<String> names() {
        return names;
    }

    List<String> unknown() {
        return unknown;
    }

    /** {@return the database, which {@link Usage#check} has found to be there} */
    String database() {
        return names.get(0);
    }
}
