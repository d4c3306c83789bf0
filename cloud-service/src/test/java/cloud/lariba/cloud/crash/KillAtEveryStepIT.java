package cloud.lariba.cloud.crash;

/** With the laptop's servers: every statement to them and every call of the S3 server counts, too. */
class KillAtEveryStepIT extends KillAtEveryStep {

    KillAtEveryStepIT() {
        super(17);
    }

    @Override
    World world() {
        return new LocalWorld();
    }
}
