package dev.restore4j.testkit.model;

/** Whose kind of object store an archive goes to. */
public enum UploadProvider {
    /** Google's: one resumable session. Also for instances on Azure, for which neo4j-admin has no way of its own. */
    GCP,
    /** Amazon's: parts, each with an address of its own. */
    AWS
}
