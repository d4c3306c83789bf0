package cloud.lariba.local.stack;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.postgres.PostgresBinaries;
import cloud.lariba.local.postgres.PostgresServer;
import cloud.lariba.local.process.LogFile;
import cloud.lariba.local.process.Program;
import cloud.lariba.local.s3.S3Server;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each part of a stack is run. */
final class Programs {

    private static final int SERVICE_HEAP_MEBIBYTES = 96;

    private final Home home;
    private final Ports ports;
    private final Settings settings;
    private final Installation installation;

    Programs(Home home, Ports ports, Settings settings, Installation installation) {
        this.home = home;
        this.ports = ports;
        this.settings = settings;
        this.installation = installation;
    }

    PostgresServer postgres() throws IOException {
        return new PostgresServer(
                PostgresBinaries.unpackBelow(installation.postgresPrograms()),
                home.postgres(),
                ports.of(Part.POSTGRES),
                settings.superuserPassword(),
                log(Part.POSTGRES));
    }

    Program s3() {
        List<String> arguments = new ArrayList<>(Jvm.own(S3Server.class));
        arguments.add(settings.file(Part.S3).toString());
        return new JavaProgram(
                Part.S3.label(),
                Jvm.elasticHeap(S3Server.HEAP_MEBIBYTES),
                arguments,
                installation.archive(Part.S3),
                Map.of(),
                probe(Part.S3, "/"),
                // Without a signature it refuses, which shows that it is there.
                status -> status == HttpURLConnection.HTTP_FORBIDDEN,
                log(Part.S3));
    }

    Program service(Part service) {
        List<String> arguments = List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpart=" + service.label(),
                "-jar",
                installation.jar(service).toString());
        return new JavaProgram(
                service.label(),
                Jvm.steadyHeap(SERVICE_HEAP_MEBIBYTES),
                arguments,
                installation.archive(service),
                Map.of(
                        "QUARKUS_PROFILE",
                        "local",
                        "QUARKUS_CONFIG_LOCATIONS",
                        settings.file(service).toUri().toString()),
                probe(service, service == Part.GATEWAY ? "/health" : "/q/health/ready"),
                status -> status == HttpURLConnection.HTTP_OK,
                log(service));
    }

    private URI probe(Part part, String path) {
        return URI.create("http://127.0.0.1:" + ports.of(part) + path);
    }

    private LogFile log(Part part) {
        return new LogFile(home.log(part.label()));
    }
}
