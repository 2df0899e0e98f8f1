package dev.restore4j.examples.operator;

import dev.restore4j.aura.AuraClient;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What all commands need.
 *
 * @param terminal where they read and write
 * @param clients makes the client, once a command
 * @param environment the environment variables, for what the client does not read by itself
 */
record Console(Terminal terminal, Supplier<AuraClient> clients, Map<String, String> environment) {

    Console {
        environment = Map.copyOf(environment);
    }

    /**
     * {@return a client}
     *
     * @throws IllegalArgumentException if the environment does not say enough, or nonsense
     */
    AuraClient connect() {
        try {
            return clients.get();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    void say(Object result) {
        terminal.out().println(result);
    }

    void note(String remark) {
        terminal.err().println(remark);
    }

    /** The environment holds secrets. */
    @Override
    public String toString() {
        return "Console";
    }
}
