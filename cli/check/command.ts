import { quote } from 'shell-quote';
import type { Image } from '../../lib/core/image.ts';

/**
 * The `aws` command that sets a tag on an image. The value stands in single quotes of the CLI's own shorthand syntax,
 * which makes the shell quote the whole in double quotes: neither a tag's key nor its value can hold a character that
 * means something there, so the command is right in POSIX shells, PowerShell and cmd.exe alike.
 */
export function tagCommand(
  { region, arn }: Pick<Image, 'region' | 'arn'>,
  key: string,
  value: string,
): string {
  const tags = quote([`${key}='${value}'`]);
  return `aws appstream tag-resource --region ${region} --resource-arn ${arn} --tags ${tags}`;
}
