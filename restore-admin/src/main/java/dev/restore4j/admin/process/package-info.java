/** One child process at a time: started, read, watched and ended with all that it started. POSIX; nothing is claimed for Windows. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.admin.process;
