package org.copyblade.system.ims.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * One IMS system or data sharing group, as the file {@code org.copyblade.system.ims-NAME.cfg} describes it, besides the keys
 * of the connection. In commands {@code {member}} stands for the IMSID, {@code {epoch}} for the number of the suspension and
 * {@code {limit.s}} or {@code {limit.ms}} for its longest time.
 */
@ObjectClassDefinition(name = "Protected IMS", description = "One IMS system or data sharing group per configuration")
public @interface ImsConfig {

    String PID = "org.copyblade.system.ims";

    @AttributeDefinition(description = "Name of the system as profiles write it")
    String system_name();

    @AttributeDefinition(description = "Every IMS that writes, as IMS1@SY1,IMS2@SY2; without @ on the system of z/OSMF")
    String members();

    @AttributeDefinition(description = "Name of the console, 2 to 8 characters; defcn is one named after the user")
    String console() default "defcn";

    @AttributeDefinition(description = "How log writes are held: command, job or quiesce")
    String hold_by() default "command";

    @AttributeDefinition(description = "Steps of a job that holds all log and database writes of a member, code 0")
    String suspend_job() default "";

    @AttributeDefinition(
            description = "Steps of a job that lets a member go on, code 0; harmless while nothing is held")
    String resume_job() default "";

    @AttributeDefinition(min = "1", max = "4095", description = "Condition code of a resume that found nothing held")
    int idle_job_code() default 4;

    @AttributeDefinition(
            description = "Epochs of holds that have ended, as somebody knows who has let all members go on by hand")
    String ended_epochs() default "";

    @AttributeDefinition(description = "Whether what holds the members holds batch jobs that write log, too")
    boolean batch_held() default false;

    @AttributeDefinition(description = "Name of the IMSplex whose databases are quiesced by type-2 commands")
    String imsplex() default "";

    @AttributeDefinition(description = "Databases that are quiesced, all that are updated; names or patterns")
    String quiesce_databases() default "*";

    @AttributeDefinition(description = "First qualifiers of data sets without which no job of the site holds anything")
    String fence_prefix() default "COPYBLD.FENCE";

    @AttributeDefinition(description = "Unit name of a data set that is deleted as soon as it is there")
    String fence_unit() default "SYSALLDA";

    @AttributeDefinition(description = "Site command that holds all log and database writes of a member")
    String suspend_command();

    @AttributeDefinition(description = "Regular expression of the message that confirms the hold")
    String suspend_reply();

    @AttributeDefinition(description = "Site command that lets a member go on; harmless while nothing is held")
    String resume_command();

    @AttributeDefinition(description = "Regular expression of the message that a hold was ended by this command")
    String resume_reply();

    @AttributeDefinition(description = "Regular expression of the message that nothing was held")
    String idle_reply();

    @AttributeDefinition(min = "100", max = "60000", description = "Longest time until all are held, in milliseconds")
    int suspend_timeout_ms() default 5000;

    @AttributeDefinition(
            min = "100",
            max = "10000",
            description = "Longest time of the look that proves the hold, in milliseconds")
    int proof_timeout_ms() default 1000;

    @AttributeDefinition(description = "Command that shows the position of the log")
    String position_command() default "{member}DIS OLDS.";

    @AttributeDefinition(description = "Regular expression of the message that a member does not run")
    String down_reply() default "IEE305I|DFS3100I";

    @AttributeDefinition(description = "Command before a window that shortens restart; empty for none")
    String checkpoint_command() default "{member}CHE.";

    @AttributeDefinition(description = "Regular expression of the message that the checkpoint is taken")
    String checkpoint_reply() default "DFS994I\\s+\\*CHKPT|DFS058I.*CHE.*(COMPLETED|IN PROGRESS)";

    @AttributeDefinition(description = "Command that stops a member")
    String stop_command() default "{member}CHE FREEZE.";

    @AttributeDefinition(description = "z/OS command that starts the address space of a member; empty for none")
    String start_command() default "S {member}";

    @AttributeDefinition(description = "Command that restarts a member after its address space is up")
    String restart_command() default "{member}ERE OVERRIDE.";

    @AttributeDefinition(min = "10", max = "86400", description = "Longest time of stop or start, in seconds")
    int restart_timeout_s() default 900;

    @AttributeDefinition(description = "JOB statement of every job, without its name; symbols as the site wants them")
    String job_card() default "JOB (ACCT),'COPYBLADE',CLASS=A,MSGCLASS=X";

    @AttributeDefinition(description = "First 1 to 5 characters of job names; the rest is counted")
    String job_prefix() default "CBIMS";

    @AttributeDefinition(description = "Load library of IMS")
    String reslib();

    @AttributeDefinition(description = "Library of DBDs, for DBRC; empty for none")
    String dbdlib() default "";

    @AttributeDefinition(description = "RECON data sets, two or three; empty where DBRC allocates them itself")
    String recon_data_sets() default "";

    @AttributeDefinition(min = "5", max = "3600", description = "Longest time of one job, in seconds")
    int job_timeout_s() default 120;

    @AttributeDefinition(description = "Patterns of all data sets of the system, for example BANKPRD.**")
    String data_sets();

    @AttributeDefinition(description = "Patterns of those that are log besides what DBRC knows: WADS, for example")
    String log_data_sets() default "";

    @AttributeDefinition(description = "Patterns of data sets of others to look for on the volumes; empty for none")
    String foreign_data_sets() default "";
}
