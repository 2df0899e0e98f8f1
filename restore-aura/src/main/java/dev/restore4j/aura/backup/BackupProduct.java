package dev.restore4j.aura.backup;

/** The product of Aura whose exports look like that. More may come. */
public enum BackupProduct {

    /** AuraDB, of each tier: {@code .backup} and {@code .dump}. */
    AURA_DB,

    /** AuraDS: a {@code .tar} with the dump and what the Graph Data Science library keeps beside it. */
    AURA_DS
}
