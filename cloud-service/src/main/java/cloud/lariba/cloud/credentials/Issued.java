package cloud.lariba.cloud.credentials;

import cloud.lariba.cloud.services.Service;
import java.util.Optional;

/**
 * Access that was made and is shown once it is recorded.
 *
 * @param kind what it is, as events name it
 * @param what what events say of it; nothing secret
 * @param shown the answer, with what is secret
 * @param accessKeyId the key that was made for this request alone, if one was
 */
record Issued(Service service, String kind, String what, Object shown, Optional<String> accessKeyId) {}
