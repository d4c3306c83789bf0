package cloud.lariba.local.s3;

import cloud.lariba.local.s3.KeyRing.Administrator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * The S3 server as a process of its own. It takes the path of its settings file as the only argument, serves until it is
 * told to stop, and ends when its standard input does, so that it does not outlive the process that started it.
 */
public final class S3Server {

    /**
     * How large the heap of the process has to be. A body whose digest is part of the request's signature is read into
     * memory before anybody knows who sent it, and takes twice its size for a moment; so all requests at once need 320 MiB.
     */
    public static final int HEAP_MEBIBYTES = 384;

    /** Two of these accept connections; the others serve one request each. Further requests wait. */
    private static final int THREADS = 12;

    /** The largest such body, and the largest chunk of a body that is signed in chunks. Usual parts have 5 to 16 MiB. */
    private static final int LARGEST_IN_MEMORY = 16 * 1024 * 1024;

    /** Where in the system bucket the objects are noted that are being written. */
    private static final String UNFINISHED = "unfinished";

    private static final long STOP_TIMEOUT_MILLIS = 1_000;

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Where the server listens, what it stores where, and its keys.
     *
     * @param port TCP port on the loopback interface, 0 for any free one
     * @param store directory of the objects; created when missing
     * @param keyMaster from which the secrets of bucket keys are derived
     */
    record Settings(int port, Path store, Administrator administrator, byte[] keyMaster) {

        static Settings read(Path file) throws IOException {
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
            return new Settings(
                    Integer.parseInt(required(properties, "port")),
                    Path.of(required(properties, "store")),
                    new Administrator(required(properties, "access-key"), required(properties, "secret-key")),
                    Base64.getDecoder().decode(required(properties, "key-master")));
        }

        private static String required(Properties properties, String key) {
            String value = properties.getProperty(key);
            if (value == null) {
                throw new IllegalArgumentException("the settings of the S3 server lack \"" + key + "\"");
            }
            return value;
        }
    }

    static S3Server start(Settings settings) throws Exception {
        Files.createDirectories(settings.store());
        Path systemBucket = settings.store().resolve(KeyRing.SYSTEM_BUCKET);
        var stored = new FilesystemNio2BlobStore(settings.store().toString());
        if (!Files.isDirectory(systemBucket)) {
            stored.createContainer(KeyRing.SYSTEM_BUCKET);
        }
        StoreFiles files = new StoreFiles(settings.store());
        Writes writes = new Writes(files, systemBucket.resolve(UNFINISHED));
        writes.removeLeftovers();
        LocalObjects objects = new LocalObjects(stored, files, writes);
        Administrator administrator = settings.administrator();
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(BucketStore.closed(objects))
                .endpoint(URI.create("http://127.0.0.1:" + settings.port()))
                .awsAuthentication(AuthenticationType.AWS_V4, administrator.accessKeyId(), administrator.secret())
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(THREADS)
                .v4MaxNonChunkedRequestSize(LARGEST_IN_MEMORY)
                .v4MaxChunkSize(LARGEST_IN_MEMORY)
                .stopTimeout(STOP_TIMEOUT_MILLIS)
                .build();
        proxy.setBlobStoreLocator(new KeyRing(objects, administrator, settings.keyMaster()));
        proxy.start();
        return new S3Server(proxy);
    }

    int port() {
        return proxy.getPort();
    }

    void stop() throws Exception {
        try {
            proxy.stop();
        } catch (TimeoutException e) {
            System.out.println("s3-server-stopped idle clients were cut off");
        }
    }

    /** Starts the server with the settings file named by the only argument. */
    public static void main(String[] arguments) throws Exception {
        S3Server server = start(Settings.read(Path.of(arguments[0])));
        System.out.println("s3-server-started port=" + server.port());
        while (System.in.read() >= 0) {
            // Whoever started this process holds the other end and never writes.
        }
        server.stop();
        System.exit(0);
    }
}
