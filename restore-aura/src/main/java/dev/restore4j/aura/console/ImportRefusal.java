package dev.restore4j.aura.console;

/**
 * What a refusal of an upload means and what to do about it.
 *
 * @param code a stable word for programs
 * @param advice what to do now, without a full stop
 */
record ImportRefusal(String code, String advice) {

    /** The reasons are those seen by the real tool; a status alone decides where the reason is missing or new. */
    static ImportRefusal of(int status, String reason) {
        return switch (reason) {
            case "ImportExceedsMaxSize" ->
                new ImportRefusal("file-too-big", "Resize the target, or choose one with more storage");
            case "NoConsent" ->
                new ImportRefusal(
                        "no-consent",
                        "The consent was given and not taken: assess and confirm again, else report a bug");
            default ->
                switch (status) {
                    case 404, 410 ->
                        new ImportRefusal(
                                "upload-unknown", "The Console has forgotten this upload: send the file anew");
                    case 409 ->
                        new ImportRefusal(
                                "target-busy",
                                "Look at the instance in the Aura Console, then assess and confirm again");
                    default ->
                        new ImportRefusal(
                                "upload-refused",
                                "Look at what the service says; if it says nothing, report a bug with the request id");
                };
        };
    }
}
