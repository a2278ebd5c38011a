/** The doctor: what this machine can do for Copyblade and what it cannot, with the cure; needs no running instance. */
package org.copyblade.launcher.doctor;
