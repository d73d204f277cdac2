variable "tags" {
  type = object({ name = string, list = list(object({ a = number })) })
}
