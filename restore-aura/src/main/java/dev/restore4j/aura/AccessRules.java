package dev.restore4j.aura;

import dev.restore4j.error.RestoreRejectedException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a client may send at all. Asked by the transport before every request. */
final class AccessRules {

    static final AccessRules NONE = new AccessRules(null, null);

    private final @Nullable String readOnlyReason;
    private final @Nullable Set<String> allowed;

    private AccessRules(@Nullable String readOnlyReason, @Nullable Set<String> allowed) {
        this.readOnlyReason = readOnlyReason;
        this.allowed = allowed;
    }

    AccessRules readOnly() {
        return new AccessRules("This client is read-only.", allowed);
    }

    AccessRules allowOnly(Set<String> ids) {
        return new AccessRules(readOnlyReason, Set.copyOf(ids));
    }

    boolean isReadOnly() {
        return readOnlyReason != null;
    }

    boolean allows(String instance) {
        return allowed == null || allowed.contains(AuraInstance.folded(instance));
    }

    void check(ApiCall call) {
        if (call.changesSomething() && readOnlyReason != null) {
            throw new RestoreRejectedException(
                    "read-only",
                    readOnlyReason + " " + call.where() + " was not sent. Restore with a client that was built without"
                            + " readOnly().",
                    null,
                    null);
        }
        for (String instance : call.instances()) {
            if (!allows(instance)) {
                throw new RestoreRejectedException("not-allowed", notAllowed(instance, call), null, null);
            }
        }
    }

    private String notAllowed(String instance, ApiCall call) {
        return "This client may touch the instances " + (allowed == null ? "" : new TreeSet<>(allowed)) + " only, not "
                + instance + ". " + call.where() + " was not sent. Name the instance in allowOnly(...) if it is meant.";
    }
}
