ALTER TABLE `book` ADD `cover` blob;--> statement-breakpoint
CREATE INDEX `book_author` ON `book` (`author_id`);
