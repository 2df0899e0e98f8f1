/** Plans, confirms and executes restores of Neo4j Aura databases; the ways to restore are in other modules. */
module dev.restore4j {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires jdk.jfr;

    exports dev.restore4j;
    exports dev.restore4j.catalog;
    exports dev.restore4j.error;
    exports dev.restore4j.event;
    exports dev.restore4j.journal;
    exports dev.restore4j.operation;
    exports dev.restore4j.report;
    exports dev.restore4j.spi;
    exports dev.restore4j.time;
    exports dev.restore4j.verify;
}
