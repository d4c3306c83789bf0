package cloud.lariba.cloud.providers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A provider did not do what was asked. The kind says what helps; the message is one English sentence that is safe to show to the
 * service's owner. The cause, when there is one, is for logs only.
 */
public abstract sealed class ProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ProviderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A stable lower-case word that tells this failure from others of its kind. */
    public abstract String reason();

    /** The same call may succeed later; the caller waits (with back-off) and calls again. */
    public static final class Retryable extends ProviderException {

        private static final long serialVersionUID = 1L;

        /** Why later may be better. */
        public enum Reason {
            /** We call too often. */
            THROTTLED,
            /** The provider does not answer, or answers that it cannot just now. */
            UNAVAILABLE,
            /** What was made a moment ago, or what is still being removed, does not show as it should yet. */
            NOT_YET_VISIBLE,
            /** The provider has no room of the asked kind just now. */
            CAPACITY
        }

        private final Reason reason;

        /** A failure that may pass. */
        public Retryable(Reason reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        /** Whether it is for this reason. */
        public boolean is(Reason other) {
            return reason == other;
        }

        @Override
        public String reason() {
            return reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody who runs the platform must act before the call can succeed. */
    public static final class NeedsPerson extends ProviderException {

        private static final long serialVersionUID = 1L;

        /** What must be changed. */
        public enum Reason {
            /** The account's own limits at the provider. */
            QUOTA,
            /** What the platform may do at the provider. */
            PERMISSION,
            /** What the provider was set up with. */
            CONFIGURATION,
            /** That the provider has no room for this where it has to be. */
            CAPACITY
        }

        private final Reason reason;

        /** A failure that stays until somebody acts. */
        public NeedsPerson(Reason reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        @Override
        public String reason() {
            return reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same call will never succeed. */
    public static final class Permanent extends ProviderException {

        private static final long serialVersionUID = 1L;

        /** What is wrong with the call. */
        public enum Reason {
            /** The provider refuses the specification. */
            INVALID_SPEC,
            /** The resource is not there. */
            NOT_FOUND,
            /** The resource was there once and is gone, and a new one would be empty. */
            VANISHED,
            /** The bucket holds objects. */
            NOT_EMPTY,
            /** The resource's state does not allow the call. */
            INVALID_STATE,
            /** The provider refuses for a reason that we do not know. */
            REJECTED
        }

        private final Reason reason;

        /** A failure that stays. */
        public Permanent(Reason reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        /** Whether it is for this reason. */
        public boolean is(Reason other) {
            return reason == other;
        }

        @Override
        public String reason() {
            return reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The provider cannot do this at all; on the wire {@code not_supported_by_provider}. */
    public static final class NotSupported extends ProviderException {

        private static final long serialVersionUID = 1L;

        private final Capability capability;

        /** A provider, by its name, without a capability. */
        public NotSupported(String provider, Capability capability) {
            super("The provider " + provider + " does not support " + capability.wireName() + ".", null);
            this.capability = capability;
        }

        /** What it cannot do. */
        public Capability capability() {
            return capability;
        }

        @Override
        public String reason() {
            return capability.wireName();
        }
    }
}
