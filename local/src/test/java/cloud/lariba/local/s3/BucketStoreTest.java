package cloud.lariba.local.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.junit.jupiter.api.Test;

class BucketStoreTest {

    @Test
    void nothingReachesTheStoreWithoutBeingDecidedOn() {
        Set<String> decided = Arrays.stream(BucketStore.class.getDeclaredMethods())
                .map(BucketStoreTest::signature)
                .collect(Collectors.toSet());

        List<String> undecided = Arrays.stream(ForwardingBlobStore.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.getName().equals("delegate"))
                .map(BucketStoreTest::signature)
                .filter(signature -> !decided.contains(signature))
                .toList();

        assertEquals(List.of(), undecided);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
