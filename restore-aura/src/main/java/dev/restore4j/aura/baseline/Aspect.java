package dev.restore4j.aura.baseline;

/** What is compared. More may come. */
public enum Aspect {
    /** The name of the database. Two of different names are not compared unless this is ignored. */
    DATABASE,
    /** How many nodes there are in all. */
    NODES,
    /** How many relationships there are in all. */
    RELATIONSHIPS,
    /** How many nodes have each label. */
    LABELS,
    /** How many relationships there are of each type. */
    RELATIONSHIP_TYPES,
    /** The names of property keys that the database knows, in use or not: it never forgets one. */
    PROPERTY_KEYS,
    /** Names, types and schemas of indexes; not their state. */
    INDEXES,
    /** Names, types and schemas of constraints. */
    CONSTRAINTS,
    /** Hashes of nodes and of what surrounds some of them. */
    CONTENT
}
