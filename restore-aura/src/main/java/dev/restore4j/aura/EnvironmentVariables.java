package dev.restore4j.aura;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The variables that {@link AuraClient#fromEnvironment()} documents. */
final class EnvironmentVariables {

    private EnvironmentVariables() {}

    static AuraClientBuilder configure(AuraClientBuilder builder, Map<String, String> environment) {
        String clientId = required(environment, "AURA_CLIENT_ID");
        String secret = required(environment, "AURA_CLIENT_SECRET");
        AuraCredentials credentials;
        try {
            credentials = AuraCredentials.of(clientId, secret);
        } catch (IllegalArgumentException e) {
            throw wrong("AURA_CLIENT_ID", e);
        }
        builder.credentials(credentials);
        apply(
                environment,
                "AURA_API_URL",
                url -> builder.baseUrl(
                        Uris.parse(url).orElseThrow(() -> new IllegalArgumentException("it is no URL."))));
        apply(environment, "AURA_REQUESTS_PER_MINUTE", number -> builder.requestBudget(Integer.parseInt(number)));
        apply(
                environment,
                "AURA_PROTECTED_INSTANCES",
                ids -> builder.protect(Arrays.stream(ids.split(","))
                        .map(String::trim)
                        .filter(id -> !id.isEmpty())
                        .toArray(String[]::new)));
        return builder;
    }

    private static void apply(Map<String, String> environment, String variable, Consumer<String> setting) {
        try {
            find(environment, variable).ifPresent(setting);
        } catch (IllegalArgumentException e) {
            throw wrong(variable, e);
        }
    }

    private static String required(Map<String, String> environment, String variable) {
        return find(environment, variable)
                .orElseThrow(() -> new IllegalStateException("The environment variable " + variable
                        + " is not set. Set it to the value of an API key of the Aura Console, or use"
                        + " AuraClient.builder()."));
    }

    private static Optional<String> find(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::trim).filter(value -> !value.isEmpty());
    }

    private static IllegalStateException wrong(String variable, IllegalArgumentException cause) {
        return new IllegalStateException(
                "The environment variable " + variable + " makes no sense: " + cause.getMessage(), cause);
    }
}
