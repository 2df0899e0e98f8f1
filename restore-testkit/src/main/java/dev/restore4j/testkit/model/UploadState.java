package dev.restore4j.testkit.model;

import org.jspecify.annotations.Nullable;

/** An announced archive as it is inside of Aura. Guarded by the model. */
final class UploadState {

    final String id;
    final InstanceState instance;
    final UploadProvider provider;
    final long bytes;
    final long crc32;
    final long fullSize;
    final String neo4jVersion;
    final int parts;

    int completions;

    /** What was found out by loading it. */
    @Nullable
    String content;

    @Nullable
    LoadFailure failure;

    UploadState(Upload announced, InstanceState instance) {
        this.id = announced.id();
        this.instance = instance;
        this.provider = announced.provider();
        this.bytes = announced.bytes();
        this.crc32 = announced.crc32();
        this.fullSize = announced.fullSize();
        this.neo4jVersion = announced.neo4jVersion();
        this.parts = announced.parts();
    }

    boolean isOf(InstanceState other, long size, long checksum) {
        return instance == other && bytes == size && crc32 == checksum;
    }

    Upload view() {
        return new Upload(id, instance.id, provider, bytes, crc32, fullSize, neo4jVersion, parts, completions);
    }
}
