/** What a task knows of itself. */
package org.chorale.job.task;
