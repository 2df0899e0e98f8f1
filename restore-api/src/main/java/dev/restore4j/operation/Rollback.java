package dev.restore4j.operation;

/** When a restore is taken back by itself. */
public enum Rollback {
    /** Never. */
    NONE,
    /** When it failed, or a check proved that the data is wrong. Refused for a security incident. */
    ON_WRONG_DATA,
    /** The same, for a security incident, too: what is put back may be what an attacker left. */
    ON_WRONG_DATA_EVEN_AFTER_AN_INCIDENT
}
