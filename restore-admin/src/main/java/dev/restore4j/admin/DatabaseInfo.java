package dev.restore4j.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.error.Neo4jAdminException;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code neo4j-admin database info} says of a store. Immutable. */
public final class DatabaseInfo {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String storeFormat;
    private final String introducedIn;
    private final Optional<String> supersededIn;
    private final OptionalLong lastTransaction;
    private final boolean needsRecovery;

    private DatabaseInfo(JsonNode json) {
        this.name = json.path("databaseName").asText();
        this.storeFormat = json.path("storeFormat").asText();
        this.introducedIn = json.path("storeFormatIntroduced").asText();
        this.supersededIn =
                Optional.ofNullable(json.path("storeFormatSuperseded").asText(null));
        this.lastTransaction = number(json.path("lastCommittedTransaction").asText());
        this.needsRecovery = Boolean.parseBoolean(json.path("recoveryRequired").asText());
    }

    /** {@return what a child printed with {@code --format=json}: booleans and numbers are strings there (measured)} */
    static DatabaseInfo parse(ChildResult result) {
        for (String line : result.output().lines().toList()) {
            if (line.startsWith("{")) {
                try {
                    JsonNode json = JSON.readTree(line);
                    if (json.hasNonNull("databaseName") && json.hasNonNull("storeFormat")) {
                        return new DatabaseInfo(json);
                    }
                } catch (JsonProcessingException e) {
                    break;
                }
            }
        }
        throw new Neo4jAdminException(
                "output-unknown",
                "neo4j-admin database info printed nothing that is known: \"" + Texts.brief(result.output())
                        + "\". Use a version of neo4j-admin that is supported.",
                result.exitCode(),
                result.tail());
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** {@return the database's name} */
    public String name() {
        return name;
    }

    /** {@return the store's format and its version, such as {@code record-aligned-1.1}} */
    public String storeFormat() {
        return storeFormat;
    }

    /** {@return the version of Neo4j that had the format first, such as {@code 5.0.0}} */
    public String introducedIn() {
        return introducedIn;
    }

    /** {@return the version of Neo4j that has a newer format; empty where there is none yet} */
    public Optional<String> supersededIn() {
        return supersededIn;
    }

    /** {@return the id of the last transaction; empty where the tool does not tell} */
    public OptionalLong lastTransaction() {
        return lastTransaction;
    }

    /** {@return whether the database was not shut down cleanly} */
    public boolean needsRecovery() {
        return needsRecovery;
    }

    @Override
    public String toString() {
        String transaction = lastTransaction.isPresent() ? ", last transaction " + lastTransaction.getAsLong() : "";
        String ending = needsRecovery ? ", needs recovery" : ", shut down cleanly";
        return name + " (" + storeFormat + ", since " + introducedIn + transaction + ending + ")";
    }
}
