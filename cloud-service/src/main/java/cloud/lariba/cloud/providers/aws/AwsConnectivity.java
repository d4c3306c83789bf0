package cloud.lariba.cloud.providers.aws;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/** Tries now and then whether AWS answers with our configuration, so that a health check need not. */
@Singleton
class AwsConnectivity {

    private static final Logger LOG = Logger.getLogger(AwsConnectivity.class);

    private final AwsProvider provider;
    private final AwsClients clients;
    private volatile State state;

    AwsConnectivity(AwsProvider provider, AwsClients clients) {
        this.provider = provider;
        this.clients = clients;
        this.state = provider.isEnabled() ? State.UNKNOWN : State.OFF;
    }

    /** What we know. */
    enum State {
        /** AWS is not configured. */
        OFF,
        /** Not tried yet. */
        UNKNOWN,
        /** It answered the last time. */
        REACHABLE,
        /** It did not answer, or refused us, the last time. */
        UNREACHABLE
    }

    State state() {
        return state;
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void probe() {
        if (!provider.isEnabled()) {
            return;
        }
        State before = state;
        state = answers() ? State.REACHABLE : State.UNREACHABLE;
        if (state != before) {
            LOG.infof("aws-connectivity-changed from=%s to=%s", before, state);
        }
    }

    private boolean answers() {
        try {
            AwsClients.Account account = clients.inRegion(provider.regions().getFirst());
            account.ec2().describeRegions();
            account.s3().listBuckets(list -> list.maxBuckets(1));
            return true;
        } catch (SdkException e) {
            LOG.debugf(e, "aws-probe-failed");
            return false;
        }
    }
}
