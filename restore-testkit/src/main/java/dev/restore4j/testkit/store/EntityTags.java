package dev.restore4j.testkit.store;

/** What a store like Amazon's calls a part. */
public enum EntityTags {

    /** By the MD5 of its bytes, as S3 does for objects that it encrypts with its own keys, or not at all. */
    MD5,

    /** By something that says nothing of its bytes, as S3 does where it encrypts with keys of KMS. Takes less of the processor. */
    OPAQUE
}
