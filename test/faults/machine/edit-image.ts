import type { World } from '../../../sim/index.ts';
import type { ImageEdit } from './history.ts';

/** Does to an image what people do with the console. It must be there, but for a new one. */
export function editImage(world: World, edit: ImageEdit): void {
  const { image: name, region } = edit;
  const present = world.image(region, name);
  switch (edit.do) {
    case 'tag': {
      const kept = Object.entries(present?.tags ?? {}).filter(
        ([key]) => !edit.remove.includes(key),
      );
      world.setTags(region, name, { ...Object.fromEntries(kept), ...edit.set });
      break;
    }
    case 'delete':
      world.beginDelete(region, name);
      break;
    case 'share':
      if (!edit.shared) world.unshare(region, name, edit.account);
      else
        world.share(region, name, edit.account, {
          allowFleet: true,
          allowImageBuilder: edit.builders ?? false,
        });
      break;
    case 'build': {
      if (present) world.deleteImage(region, name);
      const { tags, minutes, flaw } = edit;
      const state = flaw === 'FAILED' ? ({ state: flaw } as const) : { buildMinutes: minutes };
      world.createImage(region, { name, tags, ...state, incompatible: flaw === 'incompatible' });
      break;
    }
    default:
      edit satisfies never;
  }
}
