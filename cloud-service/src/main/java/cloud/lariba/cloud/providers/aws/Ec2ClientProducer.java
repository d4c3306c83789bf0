package cloud.lariba.cloud.providers.aws;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;

/** Makes the EC2 client on first use; there is no extension that would. */
@Singleton
class Ec2ClientProducer {

    @Produces
    @ApplicationScoped
    Ec2Client ec2(Ec2Config config) {
        Ec2ClientBuilder builder = Ec2Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
        config.endpointOverride().ifPresent(builder::endpointOverride);
        config.aws().region().map(Region::of).ifPresent(builder::region);
        config.aws()
                .credentials()
                .staticProvider()
                .map(key -> AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()))
                .map(StaticCredentialsProvider::create)
                .ifPresent(builder::credentialsProvider);
        return builder.build();
    }

    void close(@Disposes Ec2Client ec2) {
        ec2.close();
    }
}
