package cloud.lariba.secrets;

import io.smallrye.config.ConfigMapping;

/** The key under which this service encrypts what it must keep secret. */
@ConfigMapping(prefix = "lariba")
interface SecretsConfig {

    /** 32 random bytes in base64. Without it nothing that was encrypted can be read again. */
    String secretKey();
}
