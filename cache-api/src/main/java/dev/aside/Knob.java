package dev.aside;

/** The settings of a cache, by the names of the builder's methods. */
enum Knob implements Settings.Setting {
    LOAD("load"),
    LOAD_ALL("loadAll"),
    WRITE("write"),
    WRITE_STRATEGY("writeStrategy"),
    LOAD_STRATEGY("loadStrategy"),
    CONSISTENCY("consistency"),
    KEY_CODEC("keyCodec"),
    CODEC("codec"),
    EXPIRE_AFTER_WRITE("expireAfterWrite"),
    REFRESH_AFTER_WRITE("refreshAfterWrite"),
    EXPIRE_AFTER_ACCESS("expireAfterAccess"),
    EXPIRE_AFTER("expireAfter"),
    EXPIRE_ABSENT_AFTER_WRITE("expireAbsentAfterWrite"),
    JITTER("jitter"),
    TAGS("tags"),
    MAXIMUM_SIZE("maximumSize"),
    MAXIMUM_WEIGHT("maximumWeight"),
    WEIGHER("maximumWeight"),
    NEAR_TIER("nearTier"),
    SOFT_LOAD_TIMEOUT("softLoadTimeout"),
    HARD_LOAD_TIMEOUT("hardLoadTimeout"),
    MAXIMUM_LOADS("maximumLoads"),
    MAXIMUM_WAITING_LOADS("maximumWaitingLoads"),
    LEASE("lease"),
    OPERATION_TIMEOUT("operationTimeout"),
    WRITE_TIMEOUT("writeTimeout"),
    WHEN_FENCE_FAILS("whenFenceFails"),
    SOURCE("source"),
    KEY_OF_TEXT("keyOfText"),
    READS_REPLICAS("readsReplicas"),
    REPLICA_LAG("replicaLag"),
    CHANGE_MEMORY("changeMemory");

    private final String method;

    Knob(String method) {
        this.method = method;
    }

    @Override
    public String method() {
        return method;
    }
}
