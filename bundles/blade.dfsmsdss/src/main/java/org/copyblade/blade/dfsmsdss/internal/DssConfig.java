package org.copyblade.blade.dfsmsdss.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * One z/OS, as the file {@code org.copyblade.blade.dfsmsdss-NAME.cfg} describes it, beside the keys of {@link
 * org.copyblade.zosmf.ConnectionConfig}.
 */
@ObjectClassDefinition(name = "DFSMSdss endpoint", description = "One z/OS per configuration")
public @interface DssConfig {

    String PID = "org.copyblade.blade.dfsmsdss";

    @AttributeDefinition(description = "Name of the endpoint as profiles and lists write it")
    String endpoint();

    @AttributeDefinition(
            description = "High-level qualifiers of all that Copyblade makes in z/OS, at most 17 characters")
    String prefix();

    @AttributeDefinition(description = "Volumes that belong to Copyblade as targets, as TG0001-TG0040,SPARE1")
    String target_volumes() default "";

    @AttributeDefinition(description = "Device number of the first volume of a subsystem, as 01=8100,02=8200")
    String units();

    @AttributeDefinition(description = "Volumes for copies of data sets; empty: where storage classes put them")
    String data_set_volumes() default "";

    @AttributeDefinition(description = "Operands of the JOB statement: accounting, class, message class")
    String job_card() default "(COPYBLD),'COPYBLADE',CLASS=A,MSGCLASS=X";

    @AttributeDefinition(description = "Whole statements put behind the JOB statement, as /*JOBPARM SYSAFF=SY1")
    String[] job_statements() default {};

    @AttributeDefinition(description = "Libraries that DFSMSdss is loaded from; empty: the link list")
    String[] steplib() default {};

    @AttributeDefinition(description = "Unit name for the small data sets that Copyblade keeps")
    String control_unit() default "SYSALLDA";

    @AttributeDefinition(description = "Volume for them; empty: where storage classes put them")
    String control_volume() default "";

    @AttributeDefinition(
            description = "Name of the console for commands, 2 to 8 characters; defcn: named after the user")
    String console() default "defcn";

    @AttributeDefinition(
            min = "1",
            max = "3600",
            description = "When the storage lets held writes go by itself, in seconds")
    int freeze_timer_s() default 120;

    @AttributeDefinition(description = "Whether the copies of one job run together")
    boolean parallel() default true;
}
