/**
 * Restores of Neo4j Aura instances over the Aura API. Programs make an {@link dev.restore4j.aura.AuraClient} here and use
 * {@code dev.restore4j} for all else.
 */
module dev.restore4j.aura {
    requires transitive dev.restore4j;
    requires transitive java.net.http;
    requires transitive org.neo4j.driver;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.luben.zstd_jni;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.restore4j.aura;
    exports dev.restore4j.aura.backup;
    exports dev.restore4j.aura.http;
    exports dev.restore4j.aura.baseline;
    exports dev.restore4j.aura.bolt;
}
