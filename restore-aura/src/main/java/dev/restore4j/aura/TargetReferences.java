package dev.restore4j.aura;

import dev.restore4j.spi.RestoreTarget;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the journal calls targets, and the targets back from it, to watch and settle operations without their plan.
 *
 * <p>{@code aura:<id>}, or {@code aura-new:<tenant>:<name>?<wishes>}. The wishes are in it, so that a plan for another kind
 * of instance is another plan.
 */
final class TargetReferences {

    private static final String INSTANCE = "aura:";
    private static final String NEW = "aura-new:";
    private static final String TENANT = "tenant_id";
    private static final String DEFAULT_TENANT = "default";

    private TargetReferences() {}

    static String ofInstance(String id) {
        return INSTANCE + id;
    }

    static String ofNew(String name, Map<String, String> wishes) {
        Map<String, String> others = new TreeMap<>(wishes);
        String tenant = others.remove(TENANT);
        String query = others.entrySet().stream()
                .map(wish -> wish.getKey() + "=" + URLEncoder.encode(wish.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String base = NEW + (tenant == null ? DEFAULT_TENANT : tenant) + ":"
                + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return query.isEmpty() ? base : base + "?" + query;
    }

    static Optional<RestoreTarget> resolve(AuraAccount account, String reference) {
        if (reference.startsWith(INSTANCE) && reference.length() > INSTANCE.length()) {
            String id = reference.substring(INSTANCE.length());
            return Optional.of(new InstanceTarget(account, id, StatusWords.OF_ANY_RESTORE));
        }
        if (reference.startsWith(NEW)) {
            String[] parts = reference.substring(NEW.length()).split(":", 2);
            if (parts.length == 2 && !parts[1].isBlank()) {
                return Optional.of(toBeCreated(account, parts[0], parts[1]));
            }
        }
        return Optional.empty();
    }

    private static NewInstance toBeCreated(AuraAccount account, String tenant, String nameAndWishes) {
        String[] parts = nameAndWishes.split("\\?", 2);
        NewInstance target = NewInstance.named(account, decoded(parts[0]));
        if (!tenant.equals(DEFAULT_TENANT)) {
            target = target.tenant(tenant);
        }
        if (parts.length == 2) {
            for (String wish : parts[1].split("&", -1)) {
                String[] pair = wish.split("=", 2);
                target = target.with(pair[0], decoded(pair[pair.length - 1]));
            }
        }
        return target;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
