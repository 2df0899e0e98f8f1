package dev.restore4j.testkit.admin;

/** The steps of an upload, in their order. */
public enum UploadStep {
    /** Credentials and consent are checked. */
    AUTHENTICATE,
    /** The target is asked whether the data fits. */
    SIZE,
    /** A place to upload to is asked for. */
    INITIATE,
    /** An upload session is started at Google's store. */
    START,
    /** The bytes are sent. */
    PUT,
    /** The parts are asked for at Amazon's store. */
    PARTS,
    /** The import is started: from here on, the target is overwritten. */
    COMPLETE,
    /** The target is asked how far it is. */
    STATUS
}
