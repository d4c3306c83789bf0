package cloud.lariba.rest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Exchanges over HTTP that end in time. {@link HttpRequest.Builder#timeout} alone ends with the answer's headers, and lets its body take for ever. */
public final class Exchanges {

    private Exchanges() {}

    /**
     * Sends a request and waits for the whole answer, its body included.
     *
     * @param patience how long all of it may take
     * @throws HttpTimeoutException when it took longer; the exchange is given up
     * @throws IOException when there is no answer
     * @throws InterruptedException when the thread is interrupted; the exchange is given up
     */
    public static <T> HttpResponse<T> send(
            HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration patience)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + patience);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException earlier) {
                throw earlier;
            }
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
