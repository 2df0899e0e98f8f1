package dev.restore4j.aura;

import dev.restore4j.operation.OperationId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instance of which it was just read that one of our own operations created it: its name ends with a hyphen and the
 * operation's id, 80 random bits. Nothing else is ever deleted.
 */
final class CreatedInstance {

    private static final Pattern NAME = Pattern.compile(".+-([0-9a-hjkmnp-tv-z]{16})", Pattern.DOTALL);

    private final String id;

    private CreatedInstance(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** {@return the instance, if its present name is that operation's; empty for any other} */
    static Optional<CreatedInstance> proven(AuraInstance seen, OperationId operation) {
        return Optional.of(seen)
                .filter(instance -> isNamedBy(operation, instance.name()))
                .map(instance -> new CreatedInstance(instance.id()));
    }

    /** Whether a name is one that an operation gave. */
    static boolean isNamedBy(OperationId operation, String name) {
        return operationIn(name).filter(operation::equals).isPresent();
    }

    /** {@return the operation that gave this name; empty for names that people gave} */
    static Optional<OperationId> operationIn(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(new OperationId(matcher.group(1))) : Optional.empty();
    }
}
