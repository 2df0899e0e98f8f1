package dev.restore4j.testkit.model;

import java.net.URI;
import java.util.List;
import java.util.SortedMap;

/** Where announced archives go. Asked with the model locked, so it must neither wait nor ask the model. */
public interface UploadStore {

    /**
     * In how many parts an archive is to be sent.
     *
     * @param provider whose kind of store takes it
     * @param bytes the archive's size
     * @return at least one
     */
    int parts(UploadProvider provider, long bytes);

    /**
     * Makes new signed addresses for an archive.
     *
     * @param upload the archive; one that was opened before keeps what has arrived
     * @return one address for GCP; one for each part for AWS, in their order
     */
    List<URI> open(Upload upload);

    /**
     * What has arrived of an archive that is sent in parts.
     *
     * @param uploadId whose
     * @return entity tags by the number of their part, from 1
     */
    SortedMap<Integer, String> arrived(String uploadId);

    /**
     * What a client claims to have arrived, when it completes an upload; compared when the archive is loaded.
     *
     * @param uploadId whose
     * @param claimed entity tags by the number of their part
     */
    void claim(String uploadId, SortedMap<Integer, String> claimed);
}
