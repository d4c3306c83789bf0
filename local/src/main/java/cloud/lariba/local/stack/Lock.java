package cloud.lariba.local.stack;

import cloud.lariba.local.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to change the processes of a stack. Only one program has it at a time, and loses it when it ends, however it
 * ends.
 */
public final class Lock implements AutoCloseable {

    private static final Duration RETRY = Duration.ofMillis(100);

    private final FileChannel channel;

    private Lock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock unless another program has it. */
    public static Optional<Lock> tryTake(Home home) {
        try {
            FileChannel channel =
                    FileChannel.open(home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Lock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the lock as soon as no other program has it; empty when that takes longer than {@code patience}. */
    public static Optional<Lock> take(Home home, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Lock> lock = tryTake(home);
        while (lock.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(RETRY.toNanos());
            lock = tryTake(home);
        }
        return lock;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
