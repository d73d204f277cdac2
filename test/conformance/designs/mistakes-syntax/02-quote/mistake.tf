locals {
  text = "unfinished
}
