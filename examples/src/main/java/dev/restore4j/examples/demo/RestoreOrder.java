package dev.restore4j.examples.demo;

import java.time.Instant;
import java.util.Map;

/**
 * What somebody wants restored.
 *
 * @param instanceId the instance that was damaged
 * @param instanceName its name: who wrote the order knows which instance that is
 * @param incident when the damage was done; never the present time, so that a second start finds the same snapshot
 * @param planName what the restore is known by; a second start goes on with it
 */
public record RestoreOrder(String instanceId, String instanceName, Instant incident, String planName) {

    static RestoreOrder fromEnvironment(Map<String, String> environment) {
        return new RestoreOrder(
                required(environment, "RESTORE_INSTANCE"),
                required(environment, "RESTORE_INSTANCE_NAME"),
                Instant.parse(required(environment, "RESTORE_BEFORE")),
                required(environment, "RESTORE_NAME"));
    }

    /** {@return the variables from which {@link #fromEnvironment} reads this order} */
    Map<String, String> toEnvironment() {
        return Map.of(
                "RESTORE_INSTANCE", instanceId,
                "RESTORE_INSTANCE_NAME", instanceName,
                "RESTORE_BEFORE", incident.toString(),
                "RESTORE_NAME", planName);
    }

    private static String required(Map<String, String> environment, String variable) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The environment variable " + variable + " is not set.");
        }
        return value;
    }
}
