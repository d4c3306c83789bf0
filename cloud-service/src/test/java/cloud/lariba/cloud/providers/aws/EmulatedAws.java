package cloud.lariba.cloud.providers.aws;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * The emulator of AWS with a real PostgreSQL behind its RDS, for trying the provider by hand: prints the settings of a stack that uses it, and runs until
 * it is ended. Not a test, and run by its name only.
 */
class EmulatedAws {

    @Test
    void runsUntilItIsEnded() throws InterruptedException {
        try (RealPostgresBehindRds aws =
                        new RealPostgresBehindRds(MotoServer.running().endpoint());
                CloudWatchBridge cloudWatch = new CloudWatchBridge(aws.url())) {
            System.out.printf("""

                    export LARIBA_PROVIDER=aws
                    export LARIBA_PROVIDERS_AWS_ENDPOINT_OVERRIDE=%s
                    export LARIBA_PROVIDERS_AWS_DATABASES_TLS=disable
                    export QUARKUS_CLOUDWATCH_ENDPOINT_OVERRIDE=%s
                    export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing

                    """, aws.url(), cloudWatch.endpoint());
            new CountDownLatch(1).await();
        }
    }
}
