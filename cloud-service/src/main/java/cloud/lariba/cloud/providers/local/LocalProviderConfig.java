package cloud.lariba.cloud.providers.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** What the local provider works with. */
@ConfigMapping(prefix = "lariba.providers.local")
interface LocalProviderConfig {

    /** Whether services can be created in the region {@code local}. */
    @WithDefault("false")
    boolean enabled();

    /** The S3 server; without it there are no buckets. */
    Optional<S3> s3();

    /** The PostgreSQL server; without it there are no databases. */
    Optional<Database> database();

    /** An S3 server whose access keys are objects in its system bucket. */
    interface S3 {

        /** URL, as clients reach it. */
        URI endpoint();

        /** The administrator's access key id. */
        String accessKey();

        /** The administrator's secret. */
        String secretKey();

        /** 32 bytes in base64 from which the secrets of all other keys are derived; the server has the same. */
        String keyMaster();
    }

    /** A PostgreSQL server whose role may create databases and roles and is no superuser. */
    interface Database {

        /** Host, as clients reach it. */
        String host();

        /** TCP port. */
        int port();

        /** The database that the provisioning role connects to. */
        String adminDatabase();

        /** The provisioning role. */
        String username();

        /** Its password. */
        String password();
    }
}
